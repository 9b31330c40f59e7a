# Sums each line of a CSV. A cell that is no number is an exception, and Flask's page about it the answer.
import flask

app = flask.Flask(__name__)


@app.route("/ping")
def ping():
    return flask.Response("\n", mimetype="application/json")


@app.route("/invocations", methods=["POST"])
def invocations():
    if flask.request.content_type != "text/csv":
        return flask.Response("This predictor only supports CSV data", status=415, mimetype="text/plain")
    rows = flask.request.get_data().decode().splitlines()
    sums = [sum(float(cell) for cell in row.split(",")) for row in rows]
    return flask.Response("".join(f"{one}\n" for one in sums), mimetype="text/csv")
