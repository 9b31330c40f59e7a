# Starts the server, which goes on in the background, and keeps the container alive.
import subprocess
import sys

if sys.argv[1] == "serve":
    subprocess.Popen([sys.executable, "/home/model-server/server.py"])
else:
    subprocess.check_call(sys.argv[1:])
subprocess.call(["tail", "-f", "/dev/null"])
