"""What a bench's yard is filled with: invented, drawn by a seed, the same wherever it is drawn."""
