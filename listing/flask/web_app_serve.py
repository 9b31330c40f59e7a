# Import modules
import json

from flask import Flask, request

app = Flask(__name__)

# Each worker loads this file once. Load your model here: it is in the folder os.environ["SM_MODEL_DIR"].


# Create a path for health checks
@app.route("/ping")
def endpoint_ping():
    return ""


# Create a path for inference
@app.route("/invocations", methods=["POST"])
def endpoint_invocations():

    # Read the input. Its type, one of those in your manifest, is request.mimetype; text is always UTF-8
    input_str = request.get_data().decode("utf8", "replace")

    # Add your inference code between these comments.
    #
    # If the caller's data is wrong, `flask.abort(400, "why")` tells them the reason.
    #
    #
    #
    # Add your inference code above this comment.

    # Return a response with a prediction, in the requested type: request.accept_mimetypes.best
    response = {"prediction": "a", "text": input_str}
    return json.dumps(response)
