"""What gunicorn writes, requests and errors, without the tokens of links by mail."""

from gunicorn import glogging

from accounts.masking import MaskingFormatter


class Logger(glogging.Logger):
    def setup(self, cfg):
        super().setup(cfg)
        for handler in [*self.error_log.handlers, *self.access_log.handlers]:
            handler.setFormatter(MaskingFormatter(handler.formatter._fmt, handler.formatter.datefmt))
