"""Public data sets as their authors ship them, found and turned into this project's folders."""
