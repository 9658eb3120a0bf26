@echo off
rem Starts the classroom kit on Windows: finds a Python and hands over to start.py.
chcp 65001 >nul
cd /d "%~dp0"
if not exist start.py goto zipped
for %%p in ("py -3" "python3" "python") do (
  %%~p -c "import sys; sys.exit(sys.version_info < (3, 8))" >nul 2>nul && (
    %%~p start.py %*
    pause
    exit /b
  )
)
@missing@
pause
exit /b 1
:zipped
@zipped@
pause
exit /b 1
