"""Whoever sells often as a private person is asked again whether they trade as a business: buyers
have to be told, as the shop declares it (directive 2011/83/EU, article 6a).
"""

from leapfrog.trader_question.asking import TraderQuestion, question, sells_privately

__all__ = ["TraderQuestion", "question", "sells_privately"]
