"""Writes the Keras model that the sample ImportKeras reads.

    pip install h5py
    python samples/src/main/keras/write_wine_h5.py samples/src/main/resources/org/gradientdoctor/samples/uses/wine.h5

The file has the layout in which Keras 2 saves a compiled Sequential model: two dense layers, 13 -> 16 tanh -> 3 softmax,
Glorot weights from seed 1. Keras 3 saves another one by default, which Deeplearning4j does not read.
"""

import json
import sys

import h5py
import numpy

KERAS = "2.9.0"
UNITS = [13, 16, 3]
ACTIVATIONS = ["tanh", "softmax"]


def dense(index):
    layer = {
        "name": f"dense_{index}",
        "trainable": True,
        "dtype": "float32",
        "units": UNITS[index + 1],
        "activation": ACTIVATIONS[index],
        "use_bias": True,
        "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": None}},
        "bias_initializer": {"class_name": "Zeros", "config": {}},
        "kernel_regularizer": None,
        "bias_regularizer": None,
        "activity_regularizer": None,
        "kernel_constraint": None,
        "bias_constraint": None,
    }
    if index == 0:
        layer["batch_input_shape"] = [None, UNITS[0]]
    return {"class_name": "Dense", "config": layer}


def write(path):
    random = numpy.random.default_rng(1)
    model = {
        "class_name": "Sequential",
        "config": {"name": "wine", "layers": [dense(0), dense(1)]},
    }
    training = {
        "loss": "categorical_crossentropy",
        "metrics": ["accuracy"],
        "weighted_metrics": None,
        "loss_weights": None,
        "optimizer_config": {
            "class_name": "SGD",
            "config": {"name": "SGD", "learning_rate": 0.1, "decay": 0.0, "momentum": 0.0, "nesterov": False},
        },
    }
    with h5py.File(path, "w", track_order=False) as file:
        file.attrs["backend"] = "tensorflow".encode()
        file.attrs["keras_version"] = KERAS.encode()
        file.attrs["model_config"] = json.dumps(model).encode()
        file.attrs["training_config"] = json.dumps(training).encode()
        weights = file.create_group("model_weights")
        weights.attrs["backend"] = "tensorflow".encode()
        weights.attrs["keras_version"] = KERAS.encode()
        weights.attrs["layer_names"] = numpy.array([b"dense_0", b"dense_1"])
        for index in range(2):
            fan_in, fan_out = UNITS[index], UNITS[index + 1]
            limit = numpy.sqrt(6 / (fan_in + fan_out))
            name = f"dense_{index}"
            group = weights.create_group(name)
            group.attrs["weight_names"] = numpy.array([f"{name}/kernel:0".encode(), f"{name}/bias:0".encode()])
            kernel = random.uniform(-limit, limit, (fan_in, fan_out)).astype("float32")
            group.create_dataset(f"{name}/kernel:0", data=kernel)
            group.create_dataset(f"{name}/bias:0", data=numpy.zeros(fan_out, "float32"))


write(sys.argv[1])
