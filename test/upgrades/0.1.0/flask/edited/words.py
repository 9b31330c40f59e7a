from collections import Counter


def count_words(text, stop_words):
    words = (word.strip(".,!?").lower() for word in text.split())
    return dict(Counter(word for word in words if word and word not in stop_words))
