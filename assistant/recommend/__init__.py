"""What somebody likes, from what they did: content, habit and what is bought together, blended with the fit."""
