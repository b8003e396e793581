"""A short stage two on a visitor's own rainy photos: the job's folder, its work, its verdict."""
