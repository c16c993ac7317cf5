@echo off
"%~dp0java.exe" "-XX:AOTCache=%~dp0..\lib\connet.aot" -m connet.app/connet.app.Main %*
