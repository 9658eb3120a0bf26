"""The browser runtime: a trimmed Pyodide, and one JupyterLite for each language."""
