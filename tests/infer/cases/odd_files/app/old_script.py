# Python 2, used by nobody any more.
print "hello"
