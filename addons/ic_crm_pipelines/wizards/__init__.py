from . import ic_wish_dismiss
