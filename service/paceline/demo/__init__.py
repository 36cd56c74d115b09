"""A team's two weeks, played through the real service on a made-up clock."""
