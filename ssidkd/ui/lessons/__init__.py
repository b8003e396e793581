"""How the guided walk looks: its frame, its pictures, the page for teachers."""
