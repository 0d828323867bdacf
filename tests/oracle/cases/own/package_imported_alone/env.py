import shop.types
