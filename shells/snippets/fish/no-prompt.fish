# Nothing: the event fish_prompt runs the hook, whatever the prompt.
