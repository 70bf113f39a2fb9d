"""SQL expressions over `contacts_contact c` that differ when an owner changed something of it."""

# What an import or a phone writes.
CONTENT = "md5(jsonb_build_array(c.card, c.tags)::text)"
# All that is the owner's, and who it is.
WHOLE = """
md5(jsonb_build_array(
    c.card, c.tags, c.uid, c.remark, c.note, c.starred, c.person_id, c.connected, array(
        select m.circle_id from contacts_circle_member m where m.contact_id = c.id order by 1
    )
)::text)
"""
