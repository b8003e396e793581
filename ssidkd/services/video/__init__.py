"""Short videos and animations: derained frame by frame."""
