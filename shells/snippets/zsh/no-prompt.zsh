# Nothing: precmd_functions run the hook, whatever the prompt.
