"""`madang bench`: how fast a yard is with a thousand ideas and with a million, on this machine."""
