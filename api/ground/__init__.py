"""What every endpoint stands on: declaring, reading, answering, saying no, and the document made of it all."""
