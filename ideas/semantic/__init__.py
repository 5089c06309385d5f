"""What ideas mean, as vectors of a small multilingual model: an optional extra (`madang[semantic]`).

`embedding` is the seam to the model, `keeping` makes and stores the vectors in the worker, `matrix` compares them and
`near` answers for a question. Nothing here imports the extra unless it is installed and `MADANG_SEMANTIC` isn't off,
and no page waits for it.
"""
