"""Ways to run a network; `compile_plan` chooses."""
