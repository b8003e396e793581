"""What other networks see in rainy, derained and clean pictures: the paper's Tables V and VI."""
