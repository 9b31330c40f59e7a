"""What a loaded model says about the columns of its records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple


class ModelColumns(NamedTuple):
    # None if the model only knows how many there are.
    names: list[str] | None
    # For each column what its cells are: "number", "text", "label" (a text that no record may lack), or "any".
    kinds: list[str]
    # The categories of a column, by its place.
    categories: dict[int, list[Any]]
    # Whether the model takes a series of texts, and no frame: its first step is a vectorizer.
    is_series: bool = False


def columns_of(model: Any) -> ModelColumns | None:
    """
    Of a model of scikit-learn, XGBoost, LightGBM or CatBoost, of their wrappers for scikit-learn, and of any object
    with `feature_names_in_`. None if the model says nothing, or takes any columns.
    """
    library = type(model).__module__.partition(".")[0]
    if library == "xgboost":
        return xgboost_columns(model.get_booster() if hasattr(model, "get_booster") else model)
    if library == "lightgbm":
        return lightgbm_columns(model.booster_ if hasattr(model, "booster_") else model)
    if library == "catboost":
        return catboost_columns(model)
    return estimator_columns(model)


def takes_frame(model: Any, columns: ModelColumns | None) -> bool:
    """Whether the model needs more than an array of numbers with its columns in order."""
    if columns is None:
        return has_names_inside(model)
    return bool(columns.categories) or set(columns.kinds) != {"number"}


def xgboost_columns(booster: Any) -> ModelColumns | None:
    names = booster.feature_names
    if not names:
        return None
    categories = xgboost_categories(booster) if "c" in (booster.feature_types or ()) else {}
    return ModelColumns(list(names), kinds_with(categories, len(names)), categories)


def xgboost_categories(booster: Any) -> dict[int, list[Any]]:
    """XGBoost 3.1 and newer keeps them in the model. Without them, callers send their codes."""
    text = bytes(booster.save_raw("json"))
    start = text.find(b'"cats":{')
    if start < 0:
        return {}
    end = text.index(b"]}", text.index(b'"sorted_idx":[', start)) + 2
    found = json.loads(text[start + len(b'"cats":') : end])["enc"]
    return {place: xgboost_values(one) for place, one in enumerate(found) if one["values"]}


def xgboost_values(encoded: dict[str, Any]) -> list[Any]:
    if "offsets" not in encoded:
        return encoded["values"]
    text = bytes(byte & 255 for byte in encoded["values"])
    return [text[start:end].decode() for start, end in pairwise(encoded["offsets"])]


def lightgbm_columns(booster: Any) -> ModelColumns | None:
    names = booster.feature_name()
    # For columns without categories of pandas, callers send codes.
    lists = booster.pandas_categorical or []
    if not lists and all(re.fullmatch(r"Column_\d+", name) for name in names):
        return None
    # A model that was not read from its own file has them nowhere else.
    found = re.search(r"^\[categorical_feature: (.*)\]$", booster.model_to_string(num_iteration=1), re.MULTILINE)
    places = sorted(map(int, re.findall(r"\d+", found[1] if found else "")))
    categories = dict(zip(places, lists, strict=True)) if lists else {}
    return ModelColumns(list(names), kinds_with(categories, len(names)), categories)


def catboost_columns(model: Any) -> ModelColumns | None:
    names = model.feature_names_
    if not names:
        return None
    labels = {*model.get_cat_feature_indices(), *model.get_text_feature_indices()}
    lists = set(model.get_embedding_feature_indices())
    kinds = ["label" if at in labels else "any" if at in lists else "number" for at in range(len(names))]
    if list(names) != [str(at) for at in range(len(names))]:
        return ModelColumns(list(names), kinds, {})
    return ModelColumns(None, kinds, {}) if labels or lists else None


def kinds_with(categories: dict[int, list[Any]], count: int) -> list[str]:
    return [kind_of(categories[at]) if at in categories else "number" for at in range(count)]


def kind_of(values: Iterable[Any]) -> str:
    if all(isinstance(value, str) for value in values):
        return "text"
    return "any" if any(isinstance(value, (str, bool)) for value in values) else "number"


def estimator_columns(model: Any) -> ModelColumns | None:
    if is_of_words(model):
        return ModelColumns(None, ["label"], {}, is_series=True)
    names = names_of(model)
    texts = texts_of(model)
    count = len(names) if names else max([*texts, getattr(model, "n_features_in_", 0) - 1], default=-1) + 1
    if not names and not texts:
        return None
    rest = "number" if names and not texts and is_of_numbers(model) else "any"
    return ModelColumns(names, ["text" if at in texts else rest for at in range(count)], {})


def is_of_numbers(model: Any) -> bool:
    """
    Whether all parts of an estimator are of scikit-learn, and none of them chooses columns, converts text, or passes a
    frame to a function. Such parts turn all that they get into an array of numbers.
    """
    inner = model.get_params().values() if hasattr(model, "get_params") else ()
    return all(is_part_of_numbers(part) for part in [model, *(part for part in inner if hasattr(part, "fit"))])


def is_part_of_numbers(part: Any) -> bool:
    kind = type(part)
    if not kind.__module__.startswith("sklearn.") or kind.__name__ in OF_ANYTHING or hasattr(part, "build_analyzer"):
        return False
    # It may have learnt categories. Only a fitted one tells.
    return not kind.__name__.startswith("HistGradientBoosting") or getattr(part, "is_categorical_", False) is None


OF_ANYTHING = {
    *("ColumnTransformer", "FunctionTransformer", "OneHotEncoder", "OrdinalEncoder", "TargetEncoder"),
    *("DictVectorizer", "FeatureHasher", "DummyClassifier", "DummyRegressor"),
}


def names_of(model: Any) -> list[str] | None:
    names = getattr(model, "feature_names_in_", None)
    return None if names is None else [str(name) for name in names]


def has_names_inside(model: Any) -> bool:
    """The first step of a pipeline may be a function that needs the names and does not keep them."""
    steps = [step for _, step in getattr(model, "steps", ())]
    return any(names_of(step) is not None or has_names_inside(step) for step in steps)


def texts_of(step: Any) -> set[int]:
    """The places of the columns that a fitted estimator of scikit-learn knows as text."""
    found = texts_in(getattr(step, "categories_", ())) | texts_in([[one] for one in getattr(step, "statistics_", ())])
    if hasattr(step, "transformers_") and hasattr(step, "_transformer_to_input_indices"):
        for name, part, _ in step.transformers_:
            places = step._transformer_to_input_indices.get(name, [])
            inner = range(len(places)) if is_of_words(part) else texts_of(part)
            found |= {places[at] for at in inner if at < len(places)}
    if hasattr(step, "steps"):
        for _, part in step.steps:
            found |= texts_of(part)
            if part not in (None, "passthrough") and not hasattr(part, "statistics_"):
                break
    for part in parts_of(step):
        found |= texts_of(part)
    return found


def is_of_words(part: Any) -> bool:
    """Whether it takes one column of texts, as a vectorizer does, or a pipeline that begins with one."""
    inner = getattr(part, "best_estimator_", None)
    if inner is not None:
        return is_of_words(inner)
    steps = getattr(part, "steps", None) or getattr(part, "transformer_list", None)
    return is_of_words(steps[0][1]) if steps else hasattr(part, "build_analyzer")


def texts_in(categories: Any) -> set[int]:
    return {at for at, values in enumerate(categories) if any(isinstance(value, str) for value in values)}


def parts_of(step: Any) -> list[Any]:
    """The estimators in another one that get the same columns."""
    held = [
        getattr(step, name, None)
        for name in ("best_estimator_", "estimator_", "estimator", "regressor_", "_preprocessor")
    ]
    lists = [getattr(step, name, ()) for name in ("estimators_", "calibrated_classifiers_")]
    several = [one for some in lists if isinstance(some, list) for one in some]
    branches = [part for _, part in getattr(step, "transformer_list", ())]
    return [part for part in [*held, *several, *branches] if part is not None and not isinstance(part, str)]
