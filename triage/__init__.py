"""What needs a decision: the inbox, owners, merges, assessments, reports."""
