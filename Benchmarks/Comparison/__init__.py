"""OpenCheckout beside nginx, Redis, PostgreSQL and a plain Python service, in turns on one machine."""
