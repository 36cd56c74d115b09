"""Servers of vendors that can't be had here: each speaks its vendor's wire format over HTTP on loopback."""
