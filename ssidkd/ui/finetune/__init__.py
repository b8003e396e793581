"""The parts of the tab "Finetune", from the photos to the job that is watched."""
