@echo off
"%~dp0java.exe" -m connet.app/connet.app.Main %*
