"""Where things stand on the page: communities and coordinates, the same on every machine.

Only additions, products and square roots are used and positions are rounded after every step, so that a last bit
that differs between two processors does not grow into another picture.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Position = tuple[int, int]
Edge = tuple[str, str, float]
"""Two nodes and how strongly they pull at each other."""

GAP = 80.0
"""Wanted length of an edge in pixels at full zoom: a node of 30 and a name of 60 fit in between."""

STEPS = 260
"""Steps of the simulation: at 400 nodes the picture of step 200 and that of step 400 cannot be told apart."""

MARGIN = 34.0
"""Room beside a node for the half of its name."""

GRAVITY = 4.5
"""Pull to the centre. Against a push that falls with distance it gives one density for any number of nodes: here about
100 by 100 pixels for each, so that 400 nodes and the larger half of their names fit on a laptop's screen."""

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
WIDE = 1.4
"""Screens are wider than high."""

_Array = npt.NDArray[np.float64]


def layout(
    nodes: Sequence[str],
    edges: Iterable[Edge],
    *,
    groups: Mapping[str, int] | None = None,
    radii: Mapping[str, float] | None = None,
) -> dict[str, Position]:
    """Node → (x, y) in pixels around the origin; neighbours and nodes of one group are close, none overlap.

    Each connected part is laid out by itself with forces after Fruchterman & Reingold (1991); the parts are then
    packed around the largest, so that none drifts away. Quadratic in the nodes: meant for what fits on a screen.
    """
    order = sorted(set(nodes))
    place = {node: number for number, node in enumerate(order)}
    pulls = _united(edges, place)
    size = np.array([(radii or {}).get(node, 12.0) for node in order])
    found = np.zeros((len(order), 2))
    parts = _parts(len(order), pulls)
    for part in parts:
        here = {number: position for position, number in enumerate(part)}
        inside = {(here[one], here[other]): weight for (one, other), weight in pulls.items() if one in here}
        names = [order[number] for number in part]
        found[part] = _part(names, inside, size[part], groups or {})
    found = _packed(found, parts, size)
    return {node: (round(x), round(y)) for node, (x, y) in zip(order, found.tolist(), strict=True)}


def _part(
    names: Sequence[str], pulls: Mapping[tuple[int, int], float], size: _Array, groups: Mapping[str, int]
) -> _Array:
    """The coordinates of one connected part."""
    found = _simulated(_start(names, groups), pulls, size)
    found[:, 0] *= WIDE
    return _apart(found, size)


def _parts(count: int, pulls: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The connected parts, the largest first."""
    near: list[list[int]] = [[] for _ in range(count)]
    for one, other in pulls:
        near[one].append(other)
        near[other].append(one)
    seen: set[int] = set()
    parts = []
    for start in range(count):
        if start in seen:
            continue
        seen.add(start)
        part = [start]
        for number in part:
            new = [other for other in near[number] if other not in seen]
            seen.update(new)
            part += dict.fromkeys(new)
        parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _packed(found: _Array, parts: Sequence[list[int]], size: _Array) -> _Array:
    """The parts next to each other: each goes to the free place nearest to the middle of the first."""
    boxes: list[tuple[float, float, float, float]] = []
    for part in parts:
        edge = size[part][:, None] + np.array([MARGIN, 10.0])
        low, high = (found[part] - edge).min(axis=0), (found[part] + edge).max(axis=0)
        width, height = (high - low).tolist()
        x, y = _free(boxes, width, height)
        boxes.append((x, y, x + width, y + height))
        found[part] = np.round(found[part] - low + np.array([x, y]), 3)
    if boxes:
        corners = np.array(boxes)
        found -= (corners[:, :2].min(axis=0) + corners[:, 2:].max(axis=0)) / 2
    return found


def _free(boxes: Sequence[tuple[float, float, float, float]], width: float, height: float) -> tuple[float, float]:
    """The upper left corner of a free place of this size, tried along a spiral."""
    step = max(12.0, max((box[2] - box[0] for box in boxes), default=0.0) / 60)
    for number in range(20_000):
        x, y = _seed(number, step)
        left, top = round(x * WIDE - width / 2), round(y - height / 2)
        right, bottom = left + width, top + height
        if not any(box[0] < right and box[2] > left and box[1] < bottom and box[3] > top for box in boxes):
            return left, top
    return max(box[2] for box in boxes), 0.0


def communities(nodes: Sequence[str], edges: Iterable[Edge]) -> dict[str, int]:
    """Node → number of its community, the largest community being 0.

    Moves nodes to the community that raises modularity most until none moves (the first phase of Blondel et al.
    2008), in a fixed order. Meant for some hundred nodes; `spread` takes the rest along.
    """
    order = sorted(set(nodes))
    place = {node: number for number, node in enumerate(order)}
    pulls = _united(edges, place)
    near = _near(len(order), pulls)
    degree = [math.fsum(others.values()) for others in near]
    label = _moved(near, degree)
    # Second level: the communities themselves move together where that is better.
    outer: dict[tuple[int, int], float] = defaultdict(float)
    for (one, other), weight in pulls.items():
        if label[one] != label[other]:
            outer[min(label[one], label[other]), max(label[one], label[other])] += weight
    whole = [0.0] * len(order)
    for number, group in enumerate(label):
        whole[group] += degree[number]
    merged = _moved(_near(len(order), dict(sorted(outer.items()))), whole)
    return _numbered({node: merged[label[place[node]]] for node in order})


def spread(groups: Mapping[str, int], nodes: Iterable[str], edges: Iterable[Edge]) -> dict[str, int]:
    """Node → group for nodes that have none yet: that of most of their neighbours, round by round outwards."""
    near: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for one, other, weight in edges:
        near[one].append((other, weight))
        near[other].append((one, weight))
    found = dict(groups)
    left = sorted(set(nodes) - set(found))
    while left:
        votes = {node: _vote(near[node], found) for node in left}
        new = {node: vote for node, vote in votes.items() if vote is not None}
        if not new:
            break
        found.update(new)
        left = [node for node in left if node not in new]
    return {node: found[node] for node in sorted(found) if node not in groups}


def _vote(near: Iterable[tuple[str, float]], groups: Mapping[str, int]) -> int | None:
    votes: Counter[int] = Counter()
    for other, weight in near:
        if other in groups:
            # Thousandths, because sums of fractions depend on their order.
            votes[groups[other]] += round(weight * 1000)
    return min(votes, key=lambda group: (-votes[group], group), default=None)


def _united(edges: Iterable[Edge], place: Mapping[str, int]) -> dict[tuple[int, int], float]:
    """(lower, higher) → summed weight, in sorted order; loops and unknown nodes are left out."""
    found: dict[tuple[int, int], list[float]] = defaultdict(list)
    for one, other, weight in edges:
        if one != other and one in place and other in place:
            found[min(place[one], place[other]), max(place[one], place[other])].append(weight)
    return {pair: math.fsum(found[pair]) for pair in sorted(found)}


def _near(count: int, pulls: Mapping[tuple[int, int], float]) -> list[dict[int, float]]:
    """For each node its neighbours and how strongly they are tied."""
    near: list[dict[int, float]] = [{} for _ in range(count)]
    for (one, other), weight in pulls.items():
        near[one][other] = near[other][one] = weight
    return near


def _moved(near: list[dict[int, float]], degree: Sequence[float]) -> list[int]:
    """A community for each node: each starts alone and goes where modularity is highest.

    `degree` is the summed weight of a node's edges, those within it included where it stands for a community.
    """
    label = list(range(len(near)))
    total = [*degree]
    twice = math.fsum(degree) or 1.0
    for _ in range(20):
        moves = 0
        for node, others in enumerate(near):
            if not others:
                continue
            pull: dict[int, float] = defaultdict(float)
            for other, weight in others.items():
                pull[label[other]] += weight
            old = label[node]
            total[old] -= degree[node]
            gains = {group: round(pull[group] - total[group] * degree[node] / twice, 9) for group in {*pull, old}}
            best = min(gains, key=lambda group: (-gains[group], group != old, group))
            total[best] += degree[node]
            label[node] = best
            moves += best != old
        if not moves:
            break
    return label


def _numbered(label: Mapping[str, int]) -> dict[str, int]:
    """The communities numbered from the largest, ties by their first node."""
    members: dict[int, list[str]] = defaultdict(list)
    for node in sorted(label):
        members[label[node]].append(node)
    ranked = sorted(members, key=lambda group: (-len(members[group]), members[group][0]))
    number = {group: position for position, group in enumerate(ranked)}
    return {node: number[label[node]] for node in sorted(label)}


# -- coordinates -------------------------------------------------------------------------------------------------


def _start(order: Sequence[str], groups: Mapping[str, int]) -> _Array:
    """Each group on a sunflower of its own, the groups on a large one."""
    members: dict[int, list[int]] = defaultdict(list)
    for number, node in enumerate(order):
        members[groups.get(node, -1)].append(number)
    found = np.zeros((len(order), 2))
    taken = 0
    for group in sorted(members, key=lambda group: (-len(members[group]), group)):
        inside = members[group]
        centre = _seed(taken + len(inside) / 2, GAP)
        taken += len(inside)
        for position, number in enumerate(inside):
            x, y = _seed(position + 0.5, GAP * 0.5)
            found[number] = (centre[0] + x, centre[1] + y)
    return np.round(found, 3)


def _seed(number: float, gap: float) -> tuple[float, float]:
    """The place of a seed of a sunflower."""
    radius = gap * math.sqrt(number)
    return radius * math.cos(number * GOLDEN_ANGLE), radius * math.sin(number * GOLDEN_ANGLE)


def _simulated(found: _Array, pulls: Mapping[tuple[int, int], float], size: _Array) -> _Array:
    one = np.array([pair[0] for pair in pulls], dtype=np.int64)
    other = np.array([pair[1] for pair in pulls], dtype=np.int64)
    weight = np.array(list(pulls.values()))
    mass = 0.6 + size / 20
    pushes = np.outer(mass, mass) * (GAP * GAP)
    for step in range(STEPS):
        heat = GAP * (1 - step / STEPS) + 1
        delta = found[:, None, :] - found[None, :, :]
        squared = delta[..., 0] * delta[..., 0] + delta[..., 1] * delta[..., 1] + 25.0
        force = np.einsum("ijk,ij->ik", delta, pushes / squared)
        force -= found * (GRAVITY * mass[:, None])
        if len(one):
            along = found[one] - found[other]
            length = np.sqrt(along[:, 0] * along[:, 0] + along[:, 1] * along[:, 1])
            pull = along * (weight * length / GAP)[:, None]
            np.subtract.at(force, one, pull)
            np.add.at(force, other, pull)
        length = np.sqrt(force[:, 0] * force[:, 0] + force[:, 1] * force[:, 1]) + 1e-9
        found = np.round(found + force * (np.minimum(length, heat) / length)[:, None], 3)
    return found


def _apart(found: _Array, size: _Array) -> _Array:
    """The positions with overlapping discs pushed away from each other; below each is room for a line of text."""
    wanted = size[:, None] + size[None, :] + 14.0
    for _ in range(60):
        delta = found[:, None, :] - found[None, :, :]
        distance = np.sqrt(delta[..., 0] * delta[..., 0] + delta[..., 1] * delta[..., 1]) + 1e-6
        lack = np.where(distance < wanted, wanted - distance, 0.0)
        np.fill_diagonal(lack, 0.0)
        if not lack.any():
            break
        # Two on one spot have no direction to go: the order of the nodes gives them one.
        sign = np.sign(np.arange(len(found))[:, None] - np.arange(len(found))[None, :])
        delta[..., 0] += np.where(distance < 0.01, sign, 0)
        distance = np.where(distance < 0.01, 1.0, distance)
        found = np.round(found + np.einsum("ijk,ij->ik", delta, lack / distance) * 0.4, 3)
    return found
