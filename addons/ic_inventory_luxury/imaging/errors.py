"""Why a file is not a photo we can take. The classes carry facts, the words for people are made by the caller."""


class PhotoError(Exception):
    """A file cannot be taken as a photo."""

    code = 'broken'

    def __init__(self, filename, detail=''):
        super().__init__(f"{filename}: {self.code} {detail}".strip())
        self.filename = filename
        self.detail = detail


class EmptyPhotoError(PhotoError):
    """The file holds no bytes."""

    code = 'empty'


class TooLargePhotoError(PhotoError):
    """The file holds more bytes than we take."""

    code = 'too_large'


class TooManyPixelsError(PhotoError):
    """The picture is larger than we decode: a small file can blow up to gigabytes in memory."""

    code = 'too_many_pixels'


class UnsupportedPhotoError(PhotoError):
    """The file is no picture, or of a kind we do not take."""

    code = 'unsupported'


class BrokenPhotoError(PhotoError):
    """The file says it is a picture but cannot be read to its end."""

    code = 'broken'
