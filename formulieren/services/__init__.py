"""What happens with a form: begin, keep what was typed, add files, send."""
