# Import modules
import json

from flask import Flask, request

app = Flask(__name__)

# This file is loaded once by each worker. Load your model here: it lies in the folder os.environ["SM_MODEL_DIR"].


# Create a path for health checks
@app.route("/ping")
def endpoint_ping():
    return ""


# Create a path for inference
@app.route("/invocations", methods=["POST"])
def endpoint_invocations():

    # Read the input: its type, one of your manifest, is request.mimetype, and text is always UTF-8
    input_str = request.get_data().decode("utf8", "replace")

    # Add your inference code between these comments.
    #
    # Where the caller's data is at fault, `flask.abort(400, "why")` tells him.
    #
    #
    #
    # Add your inference code above this comment.

    # Return a response with a prediction, as the type that was asked for: request.accept_mimetypes.best
    response = {"prediction": "a", "text": input_str}
    return json.dumps(response)
