from http_desk import browser, desk, either_desk, extension, site, stranger

__all__ = ["browser", "desk", "either_desk", "extension", "site", "stranger"]
