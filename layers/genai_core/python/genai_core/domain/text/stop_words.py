"""English words that carry no meaning for a search, question words included."""

_WORDS = """
a about above after again against all also am an and any are aren as at be because been before being
below between both but by can cannot could couldn did didn do does doesn doing don done down during
each either else ever every few for from further get gets got had hadn has hasn have haven having he
her here hers herself him himself his how however i if in into is isn it its itself just let may me
might mightn more most must mustn my myself need neither no nor not now of off on once only or other
ought our ours ourselves out over own per same shall shan she should shouldn so some such than that
the their theirs them themselves then there these they this those through to too under until up upon
us very was wasn we were weren what whatever when whenever where wherever whether which whichever
while who whoever whom whose why will with within without won would wouldn yet you your yours
yourself yourselves please tell explain describe many much
"""
STOP_WORDS: frozenset[str] = frozenset(_WORDS.split())
