"""Saves models of tables with names, texts and missing values as sellers do, without anything of a listing.

Arguments: a folder, and the framework. Beside each model: its table as CSV, and what it predicts for it.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

random = np.random.default_rng(1)
count = 240

people = pd.DataFrame(
    {
        "age": random.integers(1, 80, count).astype(float),
        "sex": random.choice(["female", "male"], count),
        "home, town": random.choice(["Rome", "Oslo", "12", "007"], count),
        "größe": random.normal(170, 9, count).round(1),
        "class": random.integers(1, 4, count),
        "alone": random.random(count) > 0.5,
        "since": pd.date_range("2020-02-28", periods=count, freq="7D").strftime("%Y-%m-%d"),
        "constructor": random.choice(["a good day", "a bad day", "no note at all"], count),
    }
)
people.loc[::7, "age"] = np.nan
people.loc[::11, "home, town"] = np.nan
score = people["größe"] / 10 - people["class"] + 3 * (people["home, town"] == "007") + 2 * people["alone"]
score = score + (people["sex"] == "female") + pd.to_datetime(people["since"]).dt.year % 5
target = (score > score.median()).astype(int)
numbers = people[["größe", "class", "age"]].fillna(40.0)


def as_categories(table, **columns):
    return table.assign(**{name: table[name].astype("category") for name in columns.values()})


def scikit_learn(save):
    import joblib
    from lightgbm import LGBMClassifier
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.compose import ColumnTransformer, make_column_selector, make_column_transformer
    from sklearn.ensemble import (
        HistGradientBoostingClassifier,
        HistGradientBoostingRegressor,
        RandomForestClassifier,
        VotingClassifier,
    )
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
    from sklearn.model_selection import GridSearchCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import (
        FunctionTransformer,
        OneHotEncoder,
        OrdinalEncoder,
        StandardScaler,
        TargetEncoder,
    )

    def keep(name, model, table, wanted=target):
        model.fit(table, wanted)
        save(name, table, model.predict(table), lambda folder: joblib.dump(model, folder / "model.joblib"))

    encoder = OneHotEncoder(handle_unknown="ignore")
    scaled = make_pipeline(SimpleImputer(), StandardScaler())
    words = make_pipeline(SimpleImputer(strategy="most_frequent"), encoder)
    days = make_pipeline(
        *map(FunctionTransformer, (pd.to_datetime, pd.to_numeric, pd.DataFrame)), StandardScaler()
    )

    def by_name():
        return ColumnTransformer(
            [
                ("numbers", scaled, ["age", "größe"]),
                ("words", words, ["sex", "home, town", "class", "alone"]),
                ("days", days, "since"),
                ("note", TfidfVectorizer(), "constructor"),
            ]
        )

    def by_type():
        return make_column_transformer(
            (scaled, make_column_selector(dtype_include="number")),
            (words, make_column_selector(dtype_include=["object", "string"])),
        )

    ordinal = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    keep("columns-by-name", make_pipeline(by_name(), LogisticRegression()), people)
    keep("columns-by-type", make_pipeline(by_type(), LogisticRegression()), people)
    search = make_pipeline(by_name(), RandomForestClassifier(20, random_state=1))
    keep("grid-search", GridSearchCV(search, {"randomforestclassifier__max_depth": [3, 5]}, cv=2), people)
    keep("calibrated", CalibratedClassifierCV(make_pipeline(by_type(), LogisticRegression()), cv=2), people)
    vote = [("a", make_pipeline(by_name(), LogisticRegression())), ("b", make_pipeline(by_type(), LogisticRegression()))]
    keep("voting", VotingClassifier(vote), people)
    targets = ColumnTransformer([("targets", TargetEncoder(random_state=1), ["home, town", "class"])])
    keep("target-encoder", make_pipeline(targets, Ridge()), people, score)
    texts = ["sex", "home, town", "constructor"]
    keep("ordinal", make_pipeline(ColumnTransformer([("o", ordinal, texts)]), RandomForestClassifier(9)), people)
    few = people[["age", "home, town", "class", "sex"]]
    categories = as_categories(few, a="home, town", b="sex")
    keep("categories-by-type", HistGradientBoostingClassifier(max_iter=9, categorical_features="from_dtype"), categories)
    keep("categories-by-name", HistGradientBoostingClassifier(max_iter=9, categorical_features=["sex"]), few[["age", "sex"]])
    keep("lightgbm-inside", LGBMClassifier(n_estimators=9, verbose=-1), categories.rename(columns={"home, town": "town"}))
    keep("numbers-with-names", make_pipeline(StandardScaler(), LinearRegression()), numbers, score)
    keep("boosted-numbers", HistGradientBoostingRegressor(max_iter=9), numbers, score)
    keep("numbers", make_pipeline(StandardScaler(), LinearRegression()), numbers.to_numpy(), score)
    cells = people[["age", "sex", "class"]].fillna({"age": 40}).to_numpy()
    numbered = ColumnTransformer([("words", OneHotEncoder(), [1])], remainder=StandardScaler())
    keep("numbered-texts", make_pipeline(numbered, LogisticRegression()), cells)
    notes = people["constructor"].to_numpy()
    keep("words", make_pipeline(CountVectorizer(), LogisticRegression()), notes)


def lightgbm(save):
    import lightgbm

    def keep(name, table):
        model = lightgbm.train({"verbose": -1}, lightgbm.Dataset(table, label=score), 9)
        save(name, table, model.predict(table), lambda folder: model.save_model(folder / "model.txt"))

    keep("numbers-with-names", people[["größe", "class", "age"]])
    keep("numbers", people[["größe", "class", "age"]].to_numpy())
    table = people[["größe", "class", "age", "sex", "alone"]].assign(town=people["home, town"])
    keep("categories", as_categories(table, a="sex", b="town", c="class"))


def xgboost(save):
    import xgboost

    def keep(name, table, **kinds):
        model = xgboost.train({}, xgboost.DMatrix(table, label=score, **kinds), 9)
        save(name, table, model.inplace_predict(table), lambda folder: model.save_model(folder / "model.ubj"))

    keep("numbers-with-names", people[["größe", "class", "age", "alone"]])
    keep("numbers", people[["größe", "class", "age"]].to_numpy())
    table = as_categories(people[["größe", "age", "sex", "home, town", "class"]], a="sex", b="home, town", c="class")
    keep("categories", table, enable_categorical=True)
    codes = people[["class", "größe"]].to_numpy()
    keep("codes", codes, feature_names=["class", "größe"], feature_types=["c", "q"], enable_categorical=True)


def catboost(save):
    import catboost

    def keep(name, table, **kinds):
        model = catboost.CatBoostRegressor(iterations=20, verbose=0, allow_writing_files=False, **kinds).fit(table, score)
        save(name, table, model.predict(table), lambda folder: model.save_model(str(folder / "model.cbm")))

    keep("numbers-with-names", people[["größe", "class", "age"]])
    keep("numbers", people[["größe", "class", "age"]].to_numpy())
    table = people[["größe", "age", "sex", "class", "home, town"]].fillna({"home, town": "nowhere"})
    keep("categories", table, cat_features=["sex", "class", "home, town"])
    keep("texts", people[["größe", "constructor"]], text_features=["constructor"])
    cells = table[["größe", "age", "sex"]].to_numpy()
    keep("numbered-categories", cells, cat_features=[2])


def save_in(root):
    def save(name, table, predictions, write):
        folder = root / name
        folder.mkdir(parents=True)
        write(folder)
        frame = pd.DataFrame(table)
        frame.to_csv(folder / "table.csv", index=False, header=isinstance(table, pd.DataFrame))
        facts = {"named": isinstance(table, pd.DataFrame), "predictions": np.asarray(predictions).tolist()}
        (folder.parent / f"{name}.json").write_text(json.dumps(facts))
        (folder / "table.csv").rename(folder.parent / f"{name}.csv")

    return save


{"scikit-learn": scikit_learn, "lightgbm": lightgbm, "xgboost": xgboost, "catboost": catboost}[sys.argv[2]](
    save_in(Path(sys.argv[1]))
)
