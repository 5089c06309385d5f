"""What is sent and what is answered, noun by noun."""
