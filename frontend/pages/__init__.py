"""One module for each noun: read the request, call one operation or query, render."""

from frontend import convertors

convertors.register()
