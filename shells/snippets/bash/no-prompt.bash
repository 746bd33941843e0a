# Nothing: PROMPT_COMMAND runs the hook, whatever the prompt.
