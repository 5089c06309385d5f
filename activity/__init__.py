"""What happened, who follows it, and telling them: events, subscriptions, notices, tasks, deliveries."""
