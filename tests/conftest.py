"""Settings for all tests."""

from hypothesis import HealthCheck, settings

# Shared machines stall: a slow example is no failure.
settings.register_profile("amazons3cfg", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("amazons3cfg")
