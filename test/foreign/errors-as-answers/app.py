# What goes wrong is an answer like any other: its words, with 200, as the type that Flask gives to texts.
import flask

app = flask.Flask(__name__)
with open("/opt/ml/model/factor") as file:
    factor = float(file.read())


@app.route("/ping")
def ping():
    return ""


@app.route("/invocations", methods=["POST"])
def invocations():
    try:
        if flask.request.content_type != "text/csv":
            return "This takes text/csv"
        rows = flask.request.get_data().decode().splitlines()
        return "".join(f"{factor * sum(float(cell) for cell in row.split(','))}\n" for row in rows)
    except Exception as error:
        return f"Error during the prediction: {error}"
