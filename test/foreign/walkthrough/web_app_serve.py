import json
import re
from flask import Flask
from flask import request
app = Flask(__name__)

@app.route("/ping")
def endpoint_ping():
  return ""

@app.route("/invocations", methods=["POST"])
def endpoint_invocations():
  input_str = request.get_data().decode("utf8")
  response = {"prediction":"a","text":input_str}
  return json.dumps(response)
