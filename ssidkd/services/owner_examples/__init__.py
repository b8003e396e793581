"""Examples of whoever runs the page: real rain, where the bundled ones are synthetic."""
