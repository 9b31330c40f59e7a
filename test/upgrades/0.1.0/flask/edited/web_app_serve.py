import json
import os

from flask import Flask, abort, request
from words import count_words

from runtime.contract import BUNDLED_MODEL, INPUT_TYPES, LIMITS, OUTPUT_TYPES, PRODUCT, SAMPLES

app = Flask(__name__)

with open(os.path.join(os.environ["SM_MODEL_DIR"], "stop-words.txt"), encoding="utf8") as file:
    stop_words = frozenset(file.read().split())


@app.route("/ping")
def endpoint_ping():
    return ""


@app.route("/invocations", methods=["POST"])
def endpoint_invocations():
    text = request.get_data().decode("utf8")
    if request.mimetype == "application/json":
        text = " ".join(json.loads(text)["texts"])
    words = count_words(text, stop_words)
    if not words:
        abort(400, "there is no word that counts")
    answer = json.dumps({"words": words, "release": PRODUCT["release"]})
    return answer, 200, {"X-Amzn-SageMaker-Custom-Attributes": PRODUCT["name"]}


@app.cli.command("facts")
def print_facts():
    print(BUNDLED_MODEL, INPUT_TYPES, OUTPUT_TYPES, SAMPLES, LIMITS)
