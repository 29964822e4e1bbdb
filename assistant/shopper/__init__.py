"""A shopper's own: consent, events, stated preferences; shown, exported and erased on request."""
