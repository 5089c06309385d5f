"""The `madang` program: serve, migrate, worker, demo, admin, import, doctor."""
