"""Orders: written once, against stock that nobody else has reserved. Payment is none of this house's business."""
