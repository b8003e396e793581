"""What stands between the network and the page, whichever way the page is served."""
