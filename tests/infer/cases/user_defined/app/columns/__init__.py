from .geo import Point, Polygon
from .text import *
