"""Pictures of tables: straightened, cleaned, cut into cells, and read by two readers that are held against each other.

All of it runs in the reading process, and needs the extra ``scan``; nothing here is loaded without a picture.
"""
