"""Moving in: what each of the others calls its things (`fider`, `uservoice`, `github`), the common form that all of
them are brought into (`forms`), and taking that in (`taking`)."""
